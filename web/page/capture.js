/* Runs on the audio thread: hands the microphone's blocks on. */
class Capture extends AudioWorkletProcessor {
  process([input]) {
    if (input.length > 0) {
      this.port.postMessage(input[0].slice());
    }
    return true;
  }
}

registerProcessor("capture", Capture);
