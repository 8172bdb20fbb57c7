import { processTask } from "../deviceProcess.ts";
import { serveSerial } from "../serialPort/serveSerial.ts";
import { frameCodec } from "./frameCodec.ts";
import { witVibrationFormat } from "./witVibrationFormat.ts";

await serveSerial(processTask(), frameCodec(115_200, witVibrationFormat));
