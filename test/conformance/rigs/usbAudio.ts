import { pulseAudioRig } from "../../makers/pulseAudio.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

export const usbAudioRig: DriverRig = {
  driver: "usbAudio",
  name: "usbAudio on a virtual sound device",
  programs: ["pulseaudio", "pactl", "aplay"],
  async open() {
    await using opening = new AsyncDisposableStack();
    const folder = folderOf(opening);
    const rig = opening.use(await pulseAudioRig(folder, [{ name: "daq", channelCount: 4, sampleRate: 48_000 }]));
    const before = { ...process.env };
    Object.assign(process.env, rig.environment);
    opening.defer(() => {
      for (const name of Object.keys(rig.environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    const setup = setupOf("usbAudio", "ALSA/daq", { sampleRate: 48_000, channelCount: 4 });
    return openRig(opening, { setup, missing: "ALSA/unplugged", listed: true });
  },
};
