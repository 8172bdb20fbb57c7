import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listPorts } from "./listPorts.ts";

const port = {
  manufacturer: undefined,
  serialNumber: undefined,
  pnpId: undefined,
  locationId: undefined,
  productId: undefined,
  vendorId: undefined,
};

it("takes the system's list, without ports that have nothing behind them", async () => {
  const list = async () => [
    { ...port, path: "/dev/ttyS0" },
    { ...port, path: "/dev/ttyUSB0", manufacturer: "FTDI", vendorId: "0403", productId: "6001" },
    { ...port, path: "/dev/ttyUSB1", vendorId: "1a86", productId: "7523" },
    { ...port, path: "/dev/ttyS4", pnpId: "00:05" },
  ];
  expect((await listPorts(list)).map(({ path, name, usb }) => [path, name, usb])).toEqual([
    ["/dev/ttyUSB0", "FTDI (USB 0403:6001) /dev/ttyUSB0", "0403:6001"],
    ["/dev/ttyUSB1", "(USB 1A86:7523) /dev/ttyUSB1", "1A86:7523"],
    ["/dev/ttyS4", "/dev/ttyS4", undefined],
  ]);
});

it("reads the folder of devices where there is no list, and never throws", async () => {
  const list = async () => Promise.reject(new Error("spawn udevadm ENOENT"));
  const folder = mkdtempSync(join(tmpdir(), "dev-"));
  for (const name of ["ttyUSB1", "ttyACM0", "tty1", "ttyS0", "null"]) writeFileSync(join(folder, name), "");
  expect((await listPorts(list, folder)).map((each) => each.path)).toEqual([
    join(folder, "ttyACM0"),
    join(folder, "ttyUSB1"),
  ]);
  rmSync(folder, { recursive: true });
  expect(await listPorts(list, folder)).toEqual([]);
});
