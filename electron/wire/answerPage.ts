import type { IncomingMessage } from "node:http";
import { namesLoopback, sessionCookieHeader, sessionSecret } from "./admission.ts";
import { noncePlaceholder } from "./contentSecurityPolicy.ts";
import type { PageFile } from "./pageFiles.ts";
import { refusalPage } from "./refusalPage.ts";
import type { Sessions } from "./sessions.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

type Request = Pick<IncomingMessage, "method" | "url" | "headers">;

/** Assets carry a hash in their name, so they may be kept for ever; by this browser only. */
const keepForEver = { "Cache-Control": "private, max-age=31536000, immutable" };

/** What the station says to one HTTP request. Opening a link is the only request that changes anything. */
export function answerPage(
  request: Request,
  station: { readonly files: ReadonlyMap<string, PageFile>; readonly sessions: Sessions; readonly nonce: string },
): Answer {
  if (request.method !== "GET" && request.method !== "HEAD") return text(405, "Only GET is answered here.");
  if (!namesLoopback(request)) return page(403, refusalPage("wrong name"));
  const url = URL.parse(request.url ?? "/", "http://station");
  if (url === null) return text(400, "This address cannot be read.");
  const hasSession = station.sessions.isOpen(sessionSecret(request));
  const token = url.searchParams.get("token");
  if (token !== null && url.pathname === "/") {
    // A probe with HEAD must not use up the link.
    const secret = request.method === "GET" ? station.sessions.accept(token) : undefined;
    if (secret !== undefined) {
      return { status: 303, headers: { Location: "/", "Set-Cookie": sessionCookieHeader(request, secret) }, body: "" };
    }
    if (hasSession) return { status: 303, headers: { Location: "/" }, body: "" };
    return page(403, refusalPage("link used"));
  }
  if (!hasSession) return page(401, refusalPage("no session"));
  const file = station.files.get(url.pathname);
  if (file === undefined) return text(404, "There is nothing at this address.");
  if (url.pathname === "/") return page(200, file.bytes.toString("utf8").replaceAll(noncePlaceholder, station.nonce));
  const headers = url.pathname.startsWith("/assets/") ? keepForEver : {};
  return { status: 200, headers: { "Content-Type": file.contentType, ...headers }, body: file.bytes };
}

function page(status: number, body: string): Answer {
  return { status, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
}

function text(status: number, body: string): Answer {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8" }, body };
}
