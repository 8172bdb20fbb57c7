import { afterEach, expect, it, vi } from "vitest";
import { Fault, type FaultCode } from "../domain/fault.ts";
import { LibraryList } from "./libraryList.ts";

afterEach(() => vi.unstubAllEnvs());

function counting(codes: (FaultCode | undefined)[]) {
  let asked = 0;
  const list = new LibraryList("AUSCULT_TEST_LIBRARY", async () => {
    const code = codes[asked++];
    if (code) throw new Fault(code, "no");
    return "boards";
  });
  return { list, asked: () => asked };
}

it("does not look for a missing library again within half a minute, unless it is somewhere else or asked outright", async () => {
  const { list, asked } = counting(["LIBRARY_MISSING", "LIBRARY_MISSING", "LIBRARY_MISSING", undefined]);
  const missing = { code: "LIBRARY_MISSING" };
  await expect(list.recent(0)).rejects.toMatchObject(missing);
  await expect(list.recent(29_999)).rejects.toMatchObject(missing);
  expect(asked()).toBe(1);
  vi.stubEnv("AUSCULT_TEST_LIBRARY", "/opt/library.so");
  await expect(list.recent(29_999)).rejects.toMatchObject(missing);
  await expect(list.now(30_000)).rejects.toMatchObject(missing);
  expect(asked()).toBe(3);
  expect(await list.recent(60_001)).toBe("boards");
});

it("remembers no other trouble, and nothing of a library that is there", async () => {
  const { list, asked } = counting(["DEVICE_LOST", undefined, undefined]);
  await expect(list.recent(0)).rejects.toMatchObject({ code: "DEVICE_LOST" });
  expect(await list.recent(1)).toBe("boards");
  expect(await list.recent(2)).toBe("boards");
  expect(asked()).toBe(3);
});
