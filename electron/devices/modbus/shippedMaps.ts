import qm30vt2 from "../../../resources/registerMaps/qm30vt2.json" with { type: "json" };
import wtvb01485 from "../../../resources/registerMaps/wtvb01485.json" with { type: "json" };
import { readRegisterMap } from "../../domain/parseRegisterMap.ts";
import type { RegisterMap } from "../../domain/registerMap.ts";

/** The register maps that come along, by the name they are chosen by. */
export const shippedMaps: Readonly<Record<string, RegisterMap | undefined>> = {
  qm30vt2: readRegisterMap(qm30vt2),
  wtvb01485: readRegisterMap(wtvb01485),
};
