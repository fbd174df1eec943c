package dev.edgewise.study;

import dev.edgewise.model.OnnxModel;

/// What is known of a study's model.
///
/// @param name by which samples and tables tell it from others
/// @param card its own name and version
/// @param sha256 of its file, in hexadecimal
record ModelFacts(String name, String card, String sha256) {

    static ModelFacts of(String name, OnnxModel model) {
        String card = (model.card().name() + " " + model.card().version()).strip();
        return new ModelFacts(name, card, model.hash());
    }
}
