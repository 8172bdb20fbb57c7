import type { Answer } from "../wire/answerPage.ts";
import { noncePlaceholder, securityHeaders } from "../wire/contentSecurityPolicy.ts";
import type { PageFile } from "../wire/pageFiles.ts";
import { isOwnAddress } from "./desktopAddress.ts";

/**
 * What the desktop's own scheme says to one request of the page: a file that was built, or nothing. Same files and same
 * headers as the station, but no session: only this window can ask.
 * @param page.nonce new for every answer
 */
export function answerDesktop(
  request: { readonly method: string; readonly url: string },
  page: { readonly files: ReadonlyMap<string, PageFile>; readonly nonce: string },
): Answer {
  const answer = (status: number, contentType: string, body: string | Buffer): Answer => ({
    status,
    headers: { ...securityHeaders(page.nonce), "Cache-Control": "no-store", "Content-Type": contentType },
    body,
  });
  const plain = "text/plain; charset=utf-8";
  if (request.method !== "GET") return answer(405, plain, "Only GET is answered here.");
  if (!isOwnAddress(request.url)) return answer(403, plain, "This address is not part of Auscult.");
  const address = new URL(request.url).pathname;
  const file = page.files.get(address);
  if (file === undefined) return answer(404, plain, "There is nothing at this address.");
  if (address !== "/") return answer(200, file.contentType, file.bytes);
  return answer(200, file.contentType, file.bytes.toString("utf8").replaceAll(noncePlaceholder, page.nonce));
}
