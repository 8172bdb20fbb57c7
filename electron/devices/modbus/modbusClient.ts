import modbusSerial from "modbus-serial";

/** The library's client: its types and its module disagree on what the default is. */
export const ModbusClient = modbusSerial.default;
export type ModbusClient = InstanceType<typeof ModbusClient>;
