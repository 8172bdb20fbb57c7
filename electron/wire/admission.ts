import type { IncomingMessage } from "node:http";

const loopbackNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Cookies do not know ports: each station of this computer has its own name for it. */
function sessionCookie({ headers }: Pick<IncomingMessage, "headers">): string {
  return `auscult_session_${/:(\d+)$/.exec(headers.host ?? "")?.[1] ?? "80"}`;
}

/** Host name of a `Host` or `Origin` value, without its port. */
function hostName(host: string): string {
  return host.replace(/:\d+$/, "");
}

/**
 * The request names this machine's own loopback. A page of another site that resolves its name to 127.0.0.1
 * (DNS rebinding) fails here, because the browser sends that site's name.
 */
export function namesLoopback(request: Pick<IncomingMessage, "headers">): boolean {
  return loopbackNames.has(hostName(request.headers.host ?? ""));
}

/** A WebSocket handshake is not bound by the same-origin rule, so the origin is compared here. */
export function isSameOrigin(request: Pick<IncomingMessage, "headers">): boolean {
  return request.headers.origin === `http://${request.headers.host}`;
}

/** The session secret of the request's cookies. */
export function sessionSecret(request: Pick<IncomingMessage, "headers">): string | undefined {
  const wanted = sessionCookie(request);
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}

/** Plain name, because `__Host-` needs TLS; out of reach of scripts and of other sites. */
export function sessionCookieHeader(request: Pick<IncomingMessage, "headers">, secret: string): string {
  return `${sessionCookie(request)}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
}
