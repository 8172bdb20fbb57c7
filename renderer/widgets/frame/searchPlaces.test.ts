import { describe, expect, it } from "vitest";
import { searchPlaces } from "./searchPlaces.ts";

const places = [
  { path: "/", name: "Overview", where: "Screen" },
  { path: "/machines/p", name: "Feed pump 3", where: "Machine" },
  { path: "/machines/p/d", name: "Drive-end bearing", where: "Feed pump 3" },
  { path: "/machines/p/n", name: "Non-drive-end bearing", where: "Feed pump 3" },
  { path: "/machines/m/k", name: "Kühlung", where: "Motor M7" },
];
const found = (typed: string) => searchPlaces(places, typed).map(({ path }) => path);

describe("the search", () => {
  it("shows everything for nothing typed", () => expect(found("  ")).toEqual(places.map(({ path }) => path)));

  it("finds by beginnings of words, the name before the place", () => {
    expect(found("feed")).toEqual(["/machines/p", "/machines/p/d", "/machines/p/n"]);
    expect(found("drive")).toEqual(["/machines/p/d", "/machines/p/n"]);
    expect(found("pump bear")).toEqual(["/machines/p/d", "/machines/p/n"]);
    expect(found("ump")).toEqual([]);
  });

  it("takes what a hand types: case, accents, signs", () => {
    expect(found("KUHL")).toEqual(["/machines/m/k"]);
    expect(found("kühl")).toEqual(["/machines/m/k"]);
    expect(found("drive-end (")).toEqual(["/machines/p/d", "/machines/p/n"]);
  });

  it("stays short", () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ path: `${index}`, name: "Fan", where: "" }));
    expect(searchPlaces(many, "fan").length).toBe(12);
  });
});
