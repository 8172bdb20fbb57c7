import { Fault } from "../../domain/fault.ts";

export interface Broker {
  /** As a person wrote it. */
  readonly address: string;
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
}

/**
 * "mqtt://host:1883", "mqtts://host"
 * @throws Fault BAD_INPUT; the address is repeated only when it cannot hold a password
 */
export function brokerOf(address: string): Broker {
  const url = URL.parse(address);
  if (url && (url.username !== "" || url.password !== "")) {
    throw new Fault(
      "BAD_INPUT",
      `Name the broker ${url.host} without user and password in its address: they are settings of their own.`,
    );
  }
  const known = url?.protocol === "mqtt:" || url?.protocol === "mqtts:";
  if (!url || !known || url.hostname === "" || (url.pathname !== "" && url.pathname !== "/") || url.search !== "") {
    const shown = address.includes("@") ? "This" : address;
    throw new Fault(
      "BAD_INPUT",
      `${shown} is no address of an MQTT broker, such as mqtt://broker:1883 or mqtts://broker.`,
    );
  }
  const secure = url.protocol === "mqtts:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return { address, secure, host, port: url.port === "" ? (secure ? 8883 : 1883) : Number(url.port) };
}
