import { processTask } from "../deviceProcess.ts";
import { serveSerial } from "../serialPort/serveSerial.ts";
import { witCodec } from "./witCodec.ts";

await serveSerial(processTask(), witCodec);
