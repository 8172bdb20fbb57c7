import { randomUUID } from "node:crypto";
import type { Notice } from "../contract/stationContract.ts";
import type { UtcMilliseconds } from "../domain/units.ts";

/** Nobody reads more, and trouble that names another file each time must not pile up. */
const mostNotices = 50;

/** What the user has to be told once. The same sentence stands there once, with its latest time. */
export class NoticeBoard {
  #notices: Notice[] = [];

  get all(): readonly Notice[] {
    return this.#notices;
  }

  post(code: string, message: string, time: UtcMilliseconds): void {
    const same = this.#notices.find((notice) => notice.message === message);
    const rest = this.#notices.filter((notice) => notice !== same);
    this.#notices = [...rest, { id: same?.id ?? randomUUID(), time, code, message }].slice(-mostNotices);
  }

  dismiss(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }
}
