import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer } from "node:tls";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MqttBroker, mqttBroker, publishSteadily } from "../../../test/makers/mqttBroker.ts";
import { rigIsThere } from "../../../test/makers/rigProgram.ts";
import type { DevicePreview } from "../../domain/devicePreview.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { blockLength, type SampleBlock } from "../../domain/sampleBlock.ts";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import type { CaptureReport } from "../captureReport.ts";
import { keepCapturing } from "../keepCapturing.ts";
import { mqtt } from "./mqtt.ts";

let broker: MqttBroker;
beforeEach(async () => {
  broker = await mqttBroker();
});
afterEach(() => broker[Symbol.asyncDispose]());

const setup = (settings: DeviceSetup["settings"] = {}, more: Partial<DeviceSetup> = {}): DeviceSetup => ({
  id: "sensor",
  driver: "mqtt",
  address: broker.address,
  name: "Sensor",
  sampleRate: 1000,
  channelCount: 1,
  settings: { topic: "plant/pump", ...settings },
  ...more,
});

function capturing(device: DeviceSetup) {
  const stop = new AbortController();
  const blocks: SampleBlock[] = [];
  const reports: CaptureReport[] = [];
  const report = (each: CaptureReport) => reports.push(each);
  const done = (async () => {
    const options = { stop: stop.signal, report, retryAfter: () => 100 };
    for await (const block of keepCapturing(mqtt, device, options)) blocks.push(block);
  })();
  return {
    blocks,
    reports,
    numbers: () => blocks.flatMap(({ channels }) => [...channels[0]!]),
    troubles: () => blocks.reduce<SourceTroubles>((sum, { troubles }) => addTroubles(sum, troubles), {}),
    /** Told apart from blocks, where none came. */
    counted: () =>
      reports.reduce<SourceTroubles>(
        (sum, each) => (each.kind === "troubles" ? addTroubles(sum, each.troubles) : sum),
        {},
      ),
    faults: () => reports.flatMap((each) => (each.kind === "condition" && each.fault ? [each.fault] : [])),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await done;
    },
  };
}

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 8000, interval: 20 });
const hundred = (from: number) => JSON.stringify({ n: from / 100, v: Array.from({ length: 100 }, (_, i) => from + i) });

/** Publishes until the station has subscribed: before, nobody listens. */
async function heardFirst(running: ReturnType<typeof capturing>, payload: string): Promise<void> {
  await soon(async () => {
    await broker.publish("plant/pump", payload);
    expect(running.blocks.length).toBeGreaterThan(0);
  });
}

it("takes what is published, not what was retained; counts what is missing, came twice or cannot be read", async () => {
  await broker.publish("plant/pump", JSON.stringify({ n: 0, v: [666] }), { retain: true });
  await using running = capturing(setup({ values: "v", sequencePath: "n" }));
  await heardFirst(running, hundred(0));
  await broker.publish("plant/pump", hundred(100));
  await broker.publish("plant/pump", hundred(400));
  await broker.publish("plant/pump", hundred(400));
  await broker.publish("plant/pump", "no sample");
  await broker.publish("plant/fan", hundred(900));
  await broker.publish("plant/pump", hundred(500));
  await soon(() => expect(running.numbers()).toContain(599));
  const numbers = running.numbers();
  expect(numbers.filter((each) => each >= 100)).toEqual([...range(100, 200), ...range(400, 600)]);
  expect(numbers).not.toContain(666);
  const cut = running.blocks.find(({ channels }) => channels[0]![0] === 400);
  expect(cut!.lostBefore).toBe(200);
  expect(running.reports).toContainEqual(expect.objectContaining({ kind: "gap", lostSamples: 200 }));
  const rejected = running.troubles()["rejected bytes"]!;
  // The doubles of the first message until somebody listened may be among them.
  expect((rejected - hundred(400).length - "no sample".length) % hundred(0).length).toBe(0);
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

it("survives its broker", async () => {
  await using running = capturing(setup());
  using _sensor = publishSteadily(broker, "plant/pump", 50, (n) => `[${range(50 * n, 50 * n + 50)}]`);
  await soon(() => expect(running.blocks.length).toBeGreaterThan(3));
  broker.cut();
  await soon(() => expect(running.faults()).toContainEqual(expect.objectContaining({ code: "DEVICE_LOST" })));
  await sleep(700);
  const before = running.blocks.length;
  const { port } = broker;
  await broker[Symbol.asyncDispose]();
  broker = await mqttBroker({}, port);
  using _again = publishSteadily(broker, "plant/pump", 50, (n) => `[${range(50 * n, 50 * n + 50)}]`);
  await soon(() => expect(running.blocks.length).toBeGreaterThan(before + 3));
  const gap = running.reports.find((each) => each.kind === "gap");
  expect(gap).toMatchObject({ reason: "DEVICE_LOST" });
  expect(gap!.lostSamples).toBeGreaterThan(600);
});

it("takes values that a sensor has computed, as they come", async () => {
  const device = setup({ signal: "feature", values: "rms, t" }, { sampleRate: 10, channelCount: 2 });
  await using running = capturing(device);
  using _sensor = publishSteadily(broker, "plant/pump", 100, (n) => `{"rms": ${n / 4}, "t": 70.5}`);
  await soon(() => expect(running.blocks.length).toBeGreaterThan(4));
  expect(running.blocks.map(blockLength)).toEqual(running.blocks.map(() => 1));
  expect(running.blocks[1]!.channels.map((samples) => samples[0])).toEqual([
    running.blocks[0]!.channels[0]![0]! + 0.25,
    70.5,
  ]);
  expect(Math.abs(running.blocks.at(-1)!.time - Date.now())).toBeLessThan(1000);
  const info = await mqtt.describe(broker.address, device.settings);
  expect(info.channels).toMatchObject([
    { name: "rms", signal: "feature" },
    { name: "t", signal: "feature" },
  ]);
});

it("reads raw numbers with the time of the sender's bursts", async () => {
  const device = setup({ format: "int16le", longestPause: 10 });
  await using running = capturing(device);
  const burst = Buffer.from(new Int16Array(range(0, 500)).buffer);
  // Not faster than they are measured.
  const first = async () => {
    await broker.publish("plant/pump", burst);
    await sleep(600);
    expect(running.blocks.length).toBeGreaterThan(0);
  };
  await vi.waitFor(first, { timeout: 8000 });
  await sleep(1600);
  const before = running.blocks.length;
  const sent = Date.now();
  await broker.publish("plant/pump", burst);
  await soon(() => expect(running.blocks).toHaveLength(before + 2));
  expect(running.faults()).toEqual([]);
  const after = running.blocks[before]!;
  expect(after.lostBefore).toBeGreaterThan(700);
  expect(after.time + 500).toBeGreaterThan(sent - 250);
  expect(after.time + 500).toBeLessThan(Date.now() + 250);
});

it("says why nothing can be read although something comes", async () => {
  await using running = capturing(setup({ values: "v", longestPause: 1 }));
  using _sensor = publishSteadily(broker, "plant/pump", 50, () => '{"x": 1}');
  await soon(() => expect(running.faults()).toHaveLength(1));
  // Every byte of what no block can tell of: some 16 messages of 8.
  expect(running.blocks).toEqual([]);
  const { "rejected bytes": rejected = 0 } = running.counted();
  expect(rejected % 8).toBe(0);
  expect(rejected).toBeGreaterThan(8 * 8);
  expect(running.faults()[0]).toMatchObject({
    code: "DEVICE_STALLED",
    message: `Sensor (plant/pump at ${broker.address}) sends messages that cannot be read: it holds nothing at v; there are numbers at x. Check how the payload is set up.`,
  });
});

describe("a broker that does not want the station", () => {
  const secret = "Xyzzy-4711";
  const faultOf = async (address: string, settings: DeviceSetup["settings"]): Promise<Fault> => {
    const thrown = await mqtt.describe(address, settings).then(
      () => expect.fail("no fault"),
      (fault) => fault,
    );
    expect(thrown).toBeInstanceOf(Fault);
    expect(inspect(thrown, { depth: 10, showHidden: true })).not.toContain(secret);
    return thrown;
  };

  it("for its password, which is never repeated", async () => {
    await using strict = await mqttBroker({
      authenticate: (_client, user, password, done) =>
        done(null, user === "sensor" && String(password) === "of the sensor"),
    });
    const settings = { topic: "plant/pump", user: "station", password: secret };
    expect(await faultOf(strict.address, settings)).toMatchObject({
      code: "NOT_ALLOWED",
      message: `The MQTT broker ${strict.address} does not let the station in. Check user and password.`,
    });
  });

  it("for its topic", async () => {
    await using strict = await mqttBroker({
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, subscription.topic === "plant/fan" ? subscription : null),
    });
    expect(await faultOf(strict.address, { topic: "plant/pump", password: secret, user: "a" })).toMatchObject({
      code: "NOT_ALLOWED",
      message: expect.stringContaining("does not let the station read the topic plant/pump."),
    });
  });

  it.each([
    ["mqtt://127.0.0.1:1", "DEVICE_MISSING", "There is no MQTT broker at mqtt://127.0.0.1:1 (ECONNREFUSED)."],
    [`mqtt://me:${secret}@broker`, "BAD_INPUT", "Name the broker broker without user and password in its address"],
    ["http://broker", "BAD_INPUT", "http://broker is no address of an MQTT broker"],
    [`me:${secret}@broker`, "BAD_INPUT", "This is no address of an MQTT broker"],
  ])("%s", async (address, code, what) => {
    expect(await faultOf(address, { topic: "x", user: "me", password: secret })).toMatchObject({
      code,
      message: expect.stringContaining(what),
    });
  });

  it("for a password without a user", async () => {
    const what = "The setting user of an MQTT source must be given";
    const expected = { code: "BAD_INPUT", message: expect.stringContaining(what) };
    expect(await faultOf(broker.address, { topic: "x", password: secret })).toMatchObject(expected);
  });

  it("or a sensor that nobody waits for: its settings say what it sends", async () => {
    const settings = { topic: "plant/pump", longestPause: 3.1, values: "x, y" };
    expect((await mqtt.describe(broker.address, settings)).channels.map(({ name }) => name)).toEqual(["x", "y"]);
  });

  it("because nobody publishes", async () => {
    expect(await faultOf(broker.address, { topic: "plant/pump", longestPause: 0.5 })).toMatchObject({
      code: "DEVICE_STALLED",
      message: expect.stringContaining("Nothing was published as plant/pump at mqtt://"),
    });
  });
});

describe.runIf(rigIsThere(["openssl"]))("over TLS", () => {
  it("only with an authority that is trusted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tls-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const make = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    execFileSync("openssl", [...make, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
    const plain = Number(new URL(broker.address).port);
    const { connect } = await import("node:net");
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
      const inner = connect(plain, "127.0.0.1");
      socket.pipe(inner).pipe(socket);
      for (const each of [socket, inner]) each.on("error", () => each.destroy());
      socket.on("close", () => inner.destroy());
    });
    server.on("tlsClientError", () => {});
    server.listen(0, "localhost");
    await once(server, "listening");
    const address = `mqtts://localhost:${(server.address() as AddressInfo).port}`;
    using _sensor = publishSteadily(broker, "plant/pump", 50, () => "1 2");
    try {
      const settings = { topic: "plant/pump" };
      await expect(mqtt.describe(address, settings)).rejects.toMatchObject({
        code: "NOT_ALLOWED",
        message: expect.stringContaining(`The certificate of the MQTT broker ${address} is not trusted (`),
      });
      expect((await mqtt.describe(address, { ...settings, caFile: cert })).channels).toHaveLength(2);
      await expect(mqtt.describe(address, { ...settings, caFile: join(folder, "no.pem") })).rejects.toMatchObject({
        code: "BAD_INPUT",
      });
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("preview", () => {
  async function previews(settings: DeviceSetup["settings"], enough: (preview: DevicePreview) => boolean) {
    const stop = new AbortController();
    for await (const preview of mqtt.preview!(broker.address, settings, stop.signal))
      if (enough(preview)) return preview;
    return expect.fail("ended");
  }

  it("shows topics while none is named", async () => {
    using _pump = publishSteadily(broker, "plant/pump", 50, () => "[1,2]");
    using _fan = publishSteadily(broker, "plant/fan", 50, () => Buffer.from([0, 255]));
    const { raw, channels, finding } = await previews({}, (each) => new Set(each.raw).size > 1);
    expect(new Set(raw)).toEqual(new Set(["plant/pump  [1,2]", "plant/fan  00 ff"]));
    expect({ channels, finding }).toEqual({ channels: [], finding: "name the topic of the sensor" });
  });

  it("shows what is decoded, and how fast it comes", async () => {
    using _pump = publishSteadily(broker, "plant/pump", 50, (n) => `{"x":[${range(0, 25)}],"n":${n}}`);
    const shown = await previews({ topic: "plant/pump", values: "x" }, (each) => each.sampleRate !== undefined);
    expect(shown.raw).toHaveLength(20);
    expect(shown.channels).toMatchObject([{ name: "x", unit: "raw" }]);
    expect(shown.rows.slice(-2)).toEqual([[23], [24]]);
    expect(shown.sampleRate).toBeGreaterThan(400);
    expect(shown.sampleRate).toBeLessThan(600);
    const lost = await previews({ topic: "plant/pump" }, (each) => each.finding !== undefined);
    expect(lost.finding).toBe("it is an object, no value; there are numbers at x, n");
    expect(lost.troubles["rejected bytes"]).toBeGreaterThan(0);
  });
});
