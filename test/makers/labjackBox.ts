import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A T7 as the network sees it: Modbus TCP for commands, and a stream of packets with known counts. */
export interface LabJackBox extends AsyncDisposable {
  readonly address: string;
  readonly settings: Readonly<Record<string, number>>;
  /** What the product wrote that the device would not understand. */
  violations(): readonly string[];
  isStreaming(): boolean;
  /** Registers as they were last written, by their first address. */
  written(register: number): Buffer | undefined;
  /** The buffer runs over: packets say so, and then how many scans were skipped (`undefined`: more than it can count). */
  recover(scans: number, told?: number | undefined): void;
  /** So many packets get lost on the way. */
  lose(packets: number): void;
  /** Bytes that are no packet come between two. */
  insert(bytes: Buffer): void;
  /** The next packet says this. */
  say(status: number): void;
  coerce(factor: number): void;
  refuse(register: number): void;
  /** Pulls the plug. */
  cut(): void;
}

export interface BoxOptions {
  /** 4, 7 or 8. */
  readonly product?: number;
  /** What stands in its flash memory from 0x3C4000 on; nothing: the memory is empty. */
  readonly constants?: readonly number[];
}

/** Count of a channel in a scan: never the dummy's 0xFFFF. */
export const countOf = (scan: number, channel: number) => (scan * 13 + channel * 4099) % 65_535;

/** A T7's calibration, off nominal as a real one is. */
export const ownConstants: readonly number[] = [10, 1, 0.1, 0.01].flatMap((range) => [
  3.1571e-5 * range,
  -3.1593e-5 * range,
  33_511,
  -1.0572 * range,
]);

export async function labjackBox({ product = 7, constants = ownConstants }: BoxOptions = {}): Promise<LabJackBox> {
  const wrong: string[] = [];
  const registers = new Map<number, Buffer>();
  const sockets = new Set<Socket>();
  let stream: Socket | undefined;
  let pacing: NodeJS.Timeout | undefined;
  let factor = 1;
  let refused: number | undefined;
  let flash = 0;
  const whole = (register: number) => registers.get(register)?.readUInt32BE(0) ?? 0;
  const events: ((packet: PacketSource) => void)[] = [];

  function write(register: number, bytes: Buffer): boolean {
    if (register === refused) return false;
    if (whole(4990) === 1 && register !== 4990) wrong.push(`register ${register} written while streaming`);
    if (register === 61_810) flash = bytes.readUInt32BE(0);
    if (register === 4002) bytes.writeFloatBE(bytes.readFloatBE(0) * factor);
    registers.set(register, Buffer.from(bytes));
    if (register !== 4990) return true;
    clearInterval(pacing);
    if (bytes.readUInt32BE(0) === 1) begin();
    return true;
  }

  function begin(): void {
    const width = whole(4004);
    const samples = whole(4006);
    const needed = [4002, 4004, 4006, 4008, 4010, 4012, 4016, 4018, 4020];
    for (const register of needed) if (!registers.has(register)) wrong.push(`stream without register ${register}`);
    if (samples > 512 || samples % width !== 0) wrong.push(`${samples} samples a packet of ${width} channels`);
    if (whole(4016) !== 1 || whole(4018) !== 0 || whole(4020) !== 0) wrong.push("stream that is not spontaneous");
    if (Math.log2(whole(4012)) % 1 !== 0) wrong.push("buffer that is no power of two");
    for (let i = 0; i < width; i++) if (!registers.has(4100 + 2 * i)) wrong.push(`no input for channel ${i}`);
    if (!stream) wrong.push("stream that nobody reads");
    const source: PacketSource = { scan: 0, transaction: 0, perPacket: samples / width, width };
    const rate = registers.get(4002)!.readFloatBE(0);
    const started = performance.now();
    pacing = setInterval(() => {
      const due = ((performance.now() - started) / 1000) * rate;
      const bytes: Buffer[] = [];
      while (source.scan + source.perPacket <= due) {
        const happen = events.shift();
        if (happen) {
          held.length = 0;
          happen(source);
          bytes.push(...held.splice(0));
        } else bytes.push(packetOf(source));
      }
      if (bytes.length > 0) sendInPieces(stream, Buffer.concat(bytes));
    }, 5);
  }

  const held: Buffer[] = [];
  const commands = await listen((socket) => {
    track(socket);
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk as Buffer]);
      while (received.length >= 7 && received.length >= 6 + received.readUInt16BE(4)) {
        const length = 6 + received.readUInt16BE(4);
        const request = received.subarray(0, length);
        received = received.subarray(length);
        const register = request.readUInt16BE(8);
        const count = request.readUInt16BE(10);
        let body: Buffer;
        if (request[7] === 3) {
          const value = Buffer.alloc(2 * count);
          if (register === 60_000) value.writeFloatBE(product);
          else if (register === 60_028) value.writeUInt32BE(470_012_345);
          else if (register === 55_000) value.writeUInt16BE(2501);
          else if (register === 61_812) {
            for (let i = 0; i < count / 2; i++)
              value.writeFloatBE(constants[(flash - 0x3c4000) / 4 + i] ?? Number.NaN, 4 * i);
          } else registers.get(register)?.copy(value);
          body = Buffer.concat([Buffer.from([3, value.length]), value]);
        } else if (request[7] === 16 && request[12] === 2 * count && write(register, request.subarray(13))) {
          body = Buffer.concat([Buffer.from([16]), request.subarray(8, 12)]);
        } else {
          if (request[7] !== 16) wrong.push(`function ${request[7]}`);
          body = Buffer.from([request[7]! | 0x80, 4]);
        }
        const header = Buffer.from(request.subarray(0, 7));
        header.writeUInt16BE(body.length + 1, 4);
        socket.write(Buffer.concat([header, body]));
      }
    });
  });
  const data = await listen((socket) => {
    track(socket);
    stream = socket;
    socket.once("close", () => (stream = stream === socket ? undefined : stream));
  });

  function track(socket: Socket): void {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  }
  const cut = () => {
    clearInterval(pacing);
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: "127.0.0.1",
    settings: { commandPort: portOf(commands), streamPort: portOf(data) },
    violations: () => wrong,
    isStreaming: () => whole(4990) === 1,
    written: (register) => registers.get(register),
    recover: (scans, told = scans) =>
      void events.push((source) => {
        held.push(packetOf(source, 2940), packetOf(source, 2940));
        // Two old scans, the dummy, and what came after: it stands for one of those that were skipped.
        const old = Math.min(2, source.perPacket - 1);
        held.push(packetOf(source, told > 65_535 ? 2943 : 2941, Math.min(told, 65_535), { old, skipped: scans }));
      }),
    lose: (packets) =>
      void events.push((source) => {
        for (let i = 0; i < packets; i++) packetOf(source);
      }),
    insert: (bytes) => void events.push(() => held.push(bytes)),
    say: (status) => void events.push((source) => held.push(packetOf(source, status))),
    coerce(value) {
      factor = value;
    },
    refuse(register) {
      refused = register;
    },
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      for (const server of [commands, data]) server.close();
      await Promise.all([once(commands, "close"), once(data, "close")]);
    },
  };
}

interface PacketSource {
  /** Of the device's clock; what is skipped counts. */
  scan: number;
  transaction: number;
  readonly perPacket: number;
  readonly width: number;
}

function packetOf(
  source: PacketSource,
  status = 0,
  information = 0,
  gap: { readonly old: number; readonly skipped: number } | undefined = undefined,
): Buffer {
  const { perPacket, width } = source;
  const packet = Buffer.alloc(16 + 2 * perPacket * width);
  packet.writeUInt16BE(source.transaction++ % 65_536, 0);
  packet.writeUInt16BE(packet.length - 6, 4);
  packet.set([1, 76, 16, 0], 6);
  packet.writeUInt16BE(status, 12);
  packet.writeUInt16BE(information, 14);
  for (let i = 0; i < perPacket; i++) {
    const isDummy = gap !== undefined && i === gap.old;
    for (let channel = 0; channel < width; channel++) {
      packet.writeUInt16BE(isDummy ? 0xffff : countOf(source.scan, channel), 16 + 2 * (i * width + channel));
    }
    source.scan += isDummy ? gap.skipped : 1;
  }
  return packet;
}

/** As networks do it: cut anywhere. */
function sendInPieces(socket: Socket | undefined, bytes: Buffer): void {
  for (let at = 0, size = 1; at < bytes.length; at += size) {
    size = 1 + ((at * 31 + bytes.length) % 700);
    socket?.write(bytes.subarray(at, at + size));
  }
}

async function listen(connected: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, connected);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
