import { createHash, randomBytes } from "node:crypto";

const secretBytes = 32;
const digest = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/**
 * Who may talk to the station. A printed link carries a one-time token; whoever opens it first gets a session.
 * Only digests are kept, so that a memory dump opens nothing; looking one up takes the same time whether it is there or not.
 */
export class Sessions {
  readonly #invitations = new Set<string>();
  readonly #sessions = new Set<string>();

  /** A new one-time token of 256 bits for a printed link. */
  invite(): string {
    const token = randomBytes(secretBytes).toString("base64url");
    this.#invitations.add(digest(token));
    return token;
  }

  /** Turns a one-time token into a session secret; undefined when it is unknown or was used before. */
  accept(token: string): string | undefined {
    if (!this.#invitations.delete(digest(token))) return undefined;
    const secret = randomBytes(secretBytes).toString("base64url");
    this.#sessions.add(digest(secret));
    return secret;
  }

  isOpen(secret: string | undefined): boolean {
    return secret !== undefined && this.#sessions.has(digest(secret));
  }
}
