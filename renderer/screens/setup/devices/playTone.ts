import type { Hertz, Seconds } from "../../../../electron/domain/units.ts";

const frequency: Hertz = 1000;
/** Loud enough to be seen beside a machine, and nobody is startled. */
const gain = 0.25;
/** Long enough to walk to the microphone; it ends by itself when it was forgotten. */
const longest: Seconds = 30;
/** A tone that begins or ends at once clicks. */
const fade: Seconds = 0.05;

/**
 * Plays a tone through the loudspeaker of the computer that shows the page. Sound goes out only: a page never carries measurement data.
 * @param ended called when it has ended by itself
 * @returns ends it
 * @throws when the browser has no sound output for pages
 */
export function playTone(ended: () => void): () => void {
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { type: "sine", frequency });
  const volume = new GainNode(sound, { gain: 0 });
  const begin = sound.currentTime;
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(gain, begin + fade);
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(begin + longest);
  tone.onended = () => {
    void sound.close();
    ended();
  };
  return () => {
    volume.gain.cancelScheduledValues(sound.currentTime);
    volume.gain.setTargetAtTime(0, sound.currentTime, fade / 3);
    tone.onended = () => void sound.close();
    tone.stop(sound.currentTime + 2 * fade);
  };
}
