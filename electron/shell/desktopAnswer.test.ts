import { describe, expect, it } from "vitest";
import { answerDesktop } from "./desktopAnswer.ts";

const script = Buffer.from("export {};");
const files = new Map([
  [
    "/",
    { contentType: "text/html; charset=utf-8", bytes: Buffer.from('<meta content="__CSP_NONCE__"><p>__CSP_NONCE__') },
  ],
  ["/assets/index-1a2b.js", { contentType: "text/javascript; charset=utf-8", bytes: script }],
]);
const ask = (url: string, method = "GET") => answerDesktop({ method, url }, { files, nonce: "abc123" });

describe("the desktop's answer to a request of the page", () => {
  it("is the page with this answer's nonce in place of every placeholder and in the policy", () => {
    const { status, headers, body } = ask("auscult://app/");
    expect(status).toBe(200);
    expect(body).toBe('<meta content="abc123"><p>abc123');
    expect(headers["Content-Type"]).toBe("text/html; charset=utf-8");
    expect(headers["Content-Security-Policy"]).toContain("'nonce-abc123'");
  });

  it("is a built file, byte for byte, whatever question is appended", () => {
    for (const url of ["auscult://app/assets/index-1a2b.js", "auscult://app/assets/index-1a2b.js?v=1#x"]) {
      const { status, headers, body } = ask(url);
      expect(status).toBe(200);
      expect(headers["Content-Type"]).toBe("text/javascript; charset=utf-8");
      expect(body).toBe(script);
    }
  });

  it.each([
    "auscult://app/index.html",
    "auscult://app/../../../etc/passwd",
    "auscult://app/%2e%2e/%2e%2e/etc/passwd",
    "auscult://app/assets",
    "auscult://app//",
    "auscult://app",
  ])("is 404 for %s", (url) => {
    expect(ask(url).status).toBe(404);
  });

  it("is 403 for another host and 405 for another method", () => {
    expect(ask("auscult://other/").status).toBe(403);
    expect(ask("https://app/").status).toBe(403);
    expect(ask("auscult://app/", "POST").status).toBe(405);
    expect(ask("auscult://app/", "HEAD").status).toBe(405);
  });

  it("carries the policy and the other guards on every answer, without anything unsafe", () => {
    for (const answer of [ask("auscult://app/"), ask("auscult://app/none"), ask("auscult://x/"), ask("", "PUT")]) {
      const policy = answer.headers["Content-Security-Policy"] ?? "";
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).not.toContain("unsafe-");
      expect(policy).toContain("connect-src 'self';");
      expect(answer.headers["X-Content-Type-Options"]).toBe("nosniff");
      expect(answer.headers["Cache-Control"]).toBe("no-store");
    }
  });
});
