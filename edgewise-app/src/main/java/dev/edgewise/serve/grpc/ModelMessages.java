package dev.edgewise.serve.grpc;

import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.ModelConfig;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.RepositoryIndex;
import dev.edgewise.serve.grpc.Messages.DataType;
import dev.edgewise.serve.grpc.Messages.InferBatchStatistics;
import dev.edgewise.serve.grpc.Messages.InferStatistics;
import dev.edgewise.serve.grpc.Messages.ModelInput;
import dev.edgewise.serve.grpc.Messages.ModelMetadataResponse;
import dev.edgewise.serve.grpc.Messages.ModelOutput;
import dev.edgewise.serve.grpc.Messages.ModelStatistics;
import dev.edgewise.serve.grpc.Messages.ModelStatisticsResponse;
import dev.edgewise.serve.grpc.Messages.RepositoryIndexResponse;
import dev.edgewise.serve.grpc.Messages.StatisticDuration;
import java.util.List;
import java.util.Optional;

/// What the room `oip` says of models, as messages.
final class ModelMessages {

    private ModelMessages() {}

    static ModelMetadataResponse metadata(ModelMetadata metadata) {
        ModelMetadataResponse.Builder message =
                ModelMetadataResponse.newBuilder()
                        .setName(metadata.name())
                        .addAllVersions(metadata.versions())
                        .setPlatform(metadata.platform());
        metadata.inputs().forEach(port -> message.addInputs(tensor(port)));
        metadata.outputs().forEach(port -> message.addOutputs(tensor(port)));
        return message.build();
    }

    private static ModelMetadataResponse.TensorMetadata tensor(ModelMetadata.Port port) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(port.name())
                .setDatatype(port.datatype())
                .addAllShape(port.shape())
                .build();
    }

    static Messages.ModelConfig config(ModelConfig config) {
        Messages.ModelConfig.Builder message =
                Messages.ModelConfig.newBuilder()
                        .setName(config.metadata().name())
                        .setPlatform(config.metadata().platform())
                        .setBackend(ModelConfig.BACKEND)
                        .setMaxBatchSize(config.maxBatchSize());
        for (ModelMetadata.Port port : config.metadata().inputs()) {
            message.addInput(
                    ModelInput.newBuilder()
                            .setName(port.name())
                            .setDataType(type(port.type()))
                            .addAllDims(config.dims(port)));
        }
        for (ModelMetadata.Port port : config.metadata().outputs()) {
            message.addOutput(
                    ModelOutput.newBuilder()
                            .setName(port.name())
                            .setDataType(type(port.type()))
                            .addAllDims(config.dims(port)));
        }
        return message.build();
    }

    private static DataType type(Optional<Datatype> datatype) {
        if (datatype.isEmpty()) {
            return DataType.TYPE_INVALID;
        }
        return switch (datatype.get()) {
            case BOOL -> DataType.TYPE_BOOL;
            case UINT8 -> DataType.TYPE_UINT8;
            case UINT16 -> DataType.TYPE_UINT16;
            case UINT32 -> DataType.TYPE_UINT32;
            case UINT64 -> DataType.TYPE_UINT64;
            case INT8 -> DataType.TYPE_INT8;
            case INT16 -> DataType.TYPE_INT16;
            case INT32 -> DataType.TYPE_INT32;
            case INT64 -> DataType.TYPE_INT64;
            case FP16 -> DataType.TYPE_FP16;
            case BF16 -> DataType.TYPE_BF16;
            case FP32 -> DataType.TYPE_FP32;
            case FP64 -> DataType.TYPE_FP64;
            case BYTES -> DataType.TYPE_STRING;
        };
    }

    static RepositoryIndexResponse index(RepositoryIndex index) {
        RepositoryIndexResponse.Builder message = RepositoryIndexResponse.newBuilder();
        for (RepositoryIndex.Entry entry : index.entries()) {
            message.addModels(
                    RepositoryIndexResponse.ModelIndex.newBuilder()
                            .setName(entry.name())
                            .setVersion(entry.version())
                            .setState(entry.state())
                            .setReason(entry.reason()));
        }
        return message.build();
    }

    static ModelStatisticsResponse statistics(List<dev.edgewise.oip.ModelStatistics> statistics) {
        ModelStatisticsResponse.Builder message = ModelStatisticsResponse.newBuilder();
        statistics.forEach(model -> message.addModelStats(statistics(model)));
        return message.build();
    }

    private static ModelStatistics statistics(dev.edgewise.oip.ModelStatistics model) {
        ModelStatistics.Builder message =
                ModelStatistics.newBuilder()
                        .setName(model.name())
                        .setVersion(model.version())
                        .setLastInference(model.lastInferenceMillis())
                        .setInferenceCount(model.inferences())
                        .setExecutionCount(model.executions())
                        .setInferenceStats(
                                InferStatistics.newBuilder()
                                        .setSuccess(duration(model.spent("success")))
                                        .setFail(duration(model.spent("fail")))
                                        .setQueue(duration(model.spent("queue")))
                                        .setComputeInput(duration(model.spent("compute_input")))
                                        .setComputeInfer(duration(model.spent("compute_infer")))
                                        .setComputeOutput(duration(model.spent("compute_output"))));
        for (dev.edgewise.oip.ModelStatistics.Batch batch : model.batches()) {
            message.addBatchStats(
                    InferBatchStatistics.newBuilder()
                            .setBatchSize(batch.size())
                            .setComputeInput(duration(batch.spent("compute_input")))
                            .setComputeInfer(duration(batch.spent("compute_infer")))
                            .setComputeOutput(duration(batch.spent("compute_output"))));
        }
        return message.build();
    }

    private static StatisticDuration duration(dev.edgewise.oip.ModelStatistics.Spent spent) {
        return StatisticDuration.newBuilder().setCount(spent.count()).setNs(spent.nanos()).build();
    }
}
