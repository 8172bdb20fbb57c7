import { readdir } from "node:fs/promises";
import { SerialPort } from "serialport";

export interface FoundPort {
  readonly path: string;
  /** As the maker named it; the path where nobody did. */
  readonly name: string;
  /** Vendor and product of the USB adapter, "1A86:7523"; missing for another sort of port, and where the system does not tell. */
  readonly usb?: string | undefined;
}

/** USB adapters, on-board ports of gateways, Bluetooth: what Linux calls a port with something behind it. */
const linuxPorts = /^(ttyUSB|ttyACM|ttyAMA|ttyXRUSB|ttyMFD|ttyTHS|ttymxc|rfcomm)\d+$/;

/**
 * The serial ports of this machine. Where the system's own list cannot be had (Linux without `udevadm`), /dev tells.
 * Never throws: no list is an empty list.
 * @param list and `folder` are for tests
 */
export async function listPorts(list = SerialPort.list, folder = "/dev"): Promise<FoundPort[]> {
  try {
    const ports = await list();
    // Linux lists 32 on-board ports (ttyS…) whether they exist or not; those that do have a device behind them.
    const real = ports.filter(
      (port) => port.pnpId || port.vendorId || port.manufacturer || !/ttyS\d+$/.test(port.path),
    );
    return real.map(({ path, manufacturer, vendorId, productId }) => {
      const usb = vendorId && productId ? `${vendorId}:${productId}`.toUpperCase() : undefined;
      const name = [manufacturer, usb && `(USB ${usb})`, path].filter(Boolean).join(" ");
      return { path, name, usb };
    });
  } catch {
    const names = await readdir(folder).catch(() => []);
    return names
      .filter((name) => linuxPorts.test(name))
      .sort()
      .map((name) => ({ path: `${folder}/${name}`, name }));
  }
}
