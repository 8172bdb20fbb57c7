// Started by the package test with plain Node: trains a network with what was packed, and with nothing else. Word: folder of the
// unpacked archive. Says what trained it, as one line of JSON.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { autoencoder as Autoencoder } from "../../electron/micromodels/autoencoder.ts";
import { healthyComponent } from "../makers/healthyComponent.ts";

const [application = ""] = process.argv.slice(2);
const path = join(application, "out/compiled/electron/micromodels/autoencoder.js");
const { autoencoder } = (await import(pathToFileURL(path).href)) as { autoencoder: typeof Autoencoder };
const model = await autoencoder.fit(healthyComponent({ windows: 20 }), { seed: 1 });
process.stdout.write(`${JSON.stringify({ trainedOn: model.trainedOn })}\n`);
