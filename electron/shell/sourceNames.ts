/** The kinds of sources as people look for them, by driver; a driver without one goes by its own name. */
export const sourceNames: Readonly<Record<string, string>> = {
  usbAudio: "sound devices",
  serialText: "serial ports, text",
  serialFrames: "serial ports, frames",
  witMotion: "WitMotion inertial sensors",
  witMotionVibration: "WitMotion vibration sensors",
  modbusRtu: "Modbus sensors at serial ports",
  modbusTcp: "Modbus sensors in the network",
  labjack: "LabJack boxes",
  mcc: "MCC boards",
  nidaq: "NI devices",
  mqtt: "MQTT brokers",
  watchFolder: "watched folders",
  recordedFile: "recordings",
  simulatedPlant: "demo machines",
};
