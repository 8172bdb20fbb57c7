/**
 * The content security policy of every answer, on the station and on the desktop alike.
 * @param nonce lets through the style elements of the component library, and nothing else that is inline
 * @param connect sources the page may talk to, besides its own origin
 */
export function contentSecurityPolicy(nonce: string, connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers that go with every answer, whatever it is. */
export function securityHeaders(nonce: string, connect?: readonly string[]): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(nonce, connect),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=()",
  };
}

/** Where the page wants the nonce of this answer. */
export const noncePlaceholder = "__CSP_NONCE__";
