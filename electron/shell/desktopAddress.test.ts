import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowsNavigation, desktopPage, isOwnAddress, isOwnSender } from "./desktopAddress.ts";

const foreign = [
  "",
  "about:blank",
  "not an address",
  "https://app/",
  "http://127.0.0.1:8710/",
  "file:///etc/passwd",
  "data:text/html,<h1>x</h1>",
  "javascript:alert(1)",
  "blob:auscult://app/0b1c",
  "auscult:",
  "auscult://",
  "auscult:app/",
  "auscult:///app/",
  "auscult://other/",
  "auscult://app.example/",
  "auscult://app:81/",
  "auscult://app@example/",
  "auscult://someone@app/",
  "auscult://:secret@app/",
  "auscult://app\\@example/",
  "auscults://app/",
  "view-source:auscult://app/",
];

describe("the desktop's own address", () => {
  it("is its scheme and its host", () => {
    expect(isOwnAddress(desktopPage)).toBe(true);
    expect(isOwnAddress("auscult://app/assets/index-1a2b.js")).toBe(true);
    expect(isOwnAddress("AUSCULT://app/")).toBe(true);
  });

  it.each(foreign)("is not %j", (address) => {
    expect(isOwnAddress(address)).toBe(false);
    expect(allowsNavigation(address)).toBe(false);
    expect(isOwnSender({ url: address, parent: null })).toBe(false);
  });

  it("ends its host where the path, the question or the fragment begins, whatever follows", () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        expect(isOwnAddress(`${desktopPage.slice(0, -1)}${rest}`)).toBe(/^:?([/?#]|$)/.test(rest.trimEnd()));
        expect(isOwnAddress(`https://app/${rest}`)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("where the window may go", () => {
  it("is the page, with any place inside it", () => {
    expect(allowsNavigation(desktopPage)).toBe(true);
    expect(allowsNavigation("auscult://app/#/alerts")).toBe(true);
    expect(allowsNavigation("auscult://app/?a=1")).toBe(true);
  });

  it("is not one of the page's files, which would run outside the page's layout", () => {
    expect(allowsNavigation("auscult://app/icon.svg")).toBe(false);
    expect(allowsNavigation("auscult://app/assets/")).toBe(false);
  });
});

describe("who may ask for the port", () => {
  it("is the page in the window's own frame", () => {
    expect(isOwnSender({ url: desktopPage, parent: null })).toBe(true);
  });

  it("is not a frame inside it, and not one that is gone", () => {
    expect(isOwnSender({ url: desktopPage, parent: {} })).toBe(false);
    expect(isOwnSender(null)).toBe(false);
    expect(isOwnSender(undefined)).toBe(false);
  });
});
