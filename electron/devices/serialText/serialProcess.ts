import { processTask } from "../deviceProcess.ts";
import { serveSerial } from "../serialPort/serveSerial.ts";
import { RowDecoder } from "./rowDecoder.ts";
import { serialSettings, usualBaudRate } from "./serialSettings.ts";
import { TextProbe } from "./textProbe.ts";

await serveSerial(processTask(), {
  usualBaudRate,
  decoder: (settings, channelCount) => new RowDecoder(channelCount, serialSettings(settings)),
  probe: (settings, path) => new TextProbe(settings, path),
});
