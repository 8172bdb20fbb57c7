import type modbusSerial from "modbus-serial";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import type { Milliseconds } from "../../domain/units.ts";
import type { ReadRequest } from "./planRequests.ts";
import type { RtuPort } from "./rtuPort.ts";

type ModbusRTU = InstanceType<typeof modbusSerial.default>;

/** What became of a request. */
export type Reading =
  | { readonly kind: "registers"; readonly registers: readonly number[] }
  /** The slave said no: `code` is that of the protocol (2: it has no such register). */
  | { readonly kind: "refused"; readonly code: number; readonly reason: string }
  | { readonly kind: "damaged"; readonly reason: string }
  | { readonly kind: "silent" }
  /** Nobody listens any more. */
  | { readonly kind: "gone"; readonly reason: string };

/** Who asks too soon after an answer that did not come takes the late one for the next. */
const quietTime: Milliseconds = 60;

/** Asks slaves for registers, one request after the other, and keeps count of what went wrong. */
export class Bus {
  readonly #client: ModbusRTU;
  readonly #port: RtuPort | undefined;
  #troubles: SourceTroubles = {};

  /** @param port of a serial bus */
  constructor(client: ModbusRTU, port?: RtuPort) {
    this.#client = client;
    this.#port = port;
  }

  async read(slave: number, { function: code, address, count }: ReadRequest, timeout: Milliseconds): Promise<Reading> {
    const client = this.#client;
    client.setID(slave);
    client.setTimeout(timeout);
    try {
      const answer = await (code === 3
        ? client.readHoldingRegisters(address, count)
        : client.readInputRegisters(address, count));
      if (answer.data.length === count) return { kind: "registers", registers: answer.data };
      return this.#damaged(count, `it sent ${answer.data.length} registers instead of ${count}`);
    } catch (thrown) {
      const { message, modbusCode } = thrown as Error & { readonly modbusCode?: number };
      if (modbusCode !== undefined) return this.#unanswered({ kind: "refused", code: modbusCode, reason: message });
      if (/port not open/i.test(message)) return { kind: "gone", reason: "it closed the connection" };
      if (/crc|length error|unexpected data/i.test(message)) return this.#damaged(count, message);
      return this.#unanswered({ kind: "silent" });
    } finally {
      this.#port?.abandon();
    }
  }

  /** After an answer that did not come, or not whole: until a late one has gone by. */
  async quiet(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, quietTime));
  }

  /** Since the last call; undefined when nothing went wrong. */
  takeTroubles(): SourceTroubles | undefined {
    const { rejectedBytes = 0, resynchronisations = 0 } = this.#port?.takeCounts() ?? {};
    const troubles = addTroubles(this.#troubles, {
      "rejected bytes": rejectedBytes,
      resynchronisation: resynchronisations,
    });
    this.#troubles = {};
    return Object.keys(troubles).length > 0 ? troubles : undefined;
  }

  #damaged(count: number, reason: string): Reading {
    this.#port?.reject(5 + 2 * count);
    this.#troubles = addTroubles(this.#troubles, { "checksum error": 1 });
    return { kind: "damaged", reason };
  }

  #unanswered(reading: Reading): Reading {
    this.#troubles = addTroubles(this.#troubles, { "no answer": 1 });
    return reading;
  }
}
