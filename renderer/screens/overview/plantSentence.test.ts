import { describe, expect, it } from "vitest";
import type { HealthState } from "../../../electron/domain/assessment.ts";
import { en } from "../../words/en.ts";
import { plantSentence } from "./plantSentence.ts";

const plant = (...states: HealthState[]) => states.map((state) => ({ state }));

describe("plantSentence", () => {
  it("says so when all is well, and only then", () => {
    expect(plantSentence(en, plant("as usual", "as usual"))).toBe("All 2 components sound as usual.");
    expect(plantSentence(en, plant("as usual", "not judged", "learning"))).toBe(
      "1 of 3 components sound as usual, 2 are not judged at this moment.",
    );
  });

  it("names how many need attention first", () => {
    expect(plantSentence(en, plant("alarm", "as usual", "not judged"))).toBe("1 of 3 components needs attention.");
    expect(plantSentence(en, plant("watch", "sensor trouble"))).toBe("2 of 2 components need attention.");
  });

  it("claims nothing before anything was judged", () => {
    expect(plantSentence(en, plant("not judged", "learning"))).toBe("No component is judged yet.");
  });
});
