import { Fault, type FaultCode } from "../../domain/fault.ts";
import type { Broker } from "./brokerOf.ts";

const nobodyThere = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"];
/** Return codes of CONNACK (MQTT 3.1.1, table 3.1): bad user name or password, not authorized. */
const notWelcome = [4, 5];

/** Why the connection failed, in words without anything secret. */
export function brokerFault({ address, secure }: Broker, cause: Error & { code?: unknown }): Fault {
  const fault = (code: FaultCode, message: string) => new Fault(code, message, { cause, details: { address } });
  const code = cause.code;
  if (notWelcome.includes(code as number)) {
    return fault("NOT_ALLOWED", `The MQTT broker ${address} does not let the station in. Check user and password.`);
  }
  if (nobodyThere.includes(code as string) || /connack timeout/i.test(cause.message)) {
    return fault(
      "DEVICE_MISSING",
      `There is no MQTT broker at ${address} (${code ?? "no answer"}). Check its address, and that it runs.`,
    );
  }
  if (secure && typeof code === "string" && /CERT|TLS|SSL|SIGNATURE/.test(code)) {
    return fault(
      "NOT_ALLOWED",
      `The certificate of the MQTT broker ${address} is not trusted (${code}). Name the file of its certificate authority.`,
    );
  }
  return fault(
    "DEVICE_LOST",
    `The connection to the MQTT broker ${address} broke (${code ?? cause.message}). Check the network.`,
  );
}

export function lostFault({ address }: Broker): Fault {
  const message = `The MQTT broker ${address} has ended the connection. Check that it runs, and that no other client uses the same client id.`;
  return new Fault("DEVICE_LOST", message, { details: { address } });
}

export function refusedTopic({ address }: Broker, topic: string, cause: unknown): Fault {
  const message = `The MQTT broker ${address} does not let the station read the topic ${topic}. Check the topic, and the rights of its user.`;
  return new Fault("NOT_ALLOWED", message, { cause, details: { address, topic } });
}

export function caFault(path: string, cause: unknown): Fault {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new Fault("BAD_INPUT", `The certificate authority ${path} could not be read (${reason}). Name a PEM file.`, {
    cause,
    details: { path, reason },
  });
}
