import { type PointerEvent, type ReactNode, useState } from "react";
import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { useNow } from "../live/StationProvider.tsx";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./GapTip.module.css";
import { gapAt } from "./gapAt.ts";
import { gapWords, reasonWords } from "./gapWords.ts";

interface Props {
  readonly gaps: readonly DeviceGap[];
  /** What the plot shows. */
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** Whether some of them are holes in the trend; others are small marks. */
  readonly hollow: boolean;
  readonly fill: boolean;
  readonly children: ReactNode;
}

/** Says of the gap under the pointer when it was and why; the same for all of them, for those who cannot point. */
export function GapTip({ gaps, hollow, from, to, fill, children }: Props) {
  const { words, format } = useWords();
  const now = useNow();
  const [shown, setShown] = useState<{ readonly gap: DeviceGap; readonly left: number }>();
  const point = (event: PointerEvent<HTMLDivElement>) => {
    // The plot area, without its axes; the library marks it so.
    const area = event.currentTarget.querySelector(".u-over")?.getBoundingClientRect();
    if (area === undefined || area.width === 0 || gaps.length === 0) return setShown(undefined);
    const share = (event.clientX - area.left) / area.width;
    const gap = gapAt(gaps, from + share * (to - from), (to - from) / area.width);
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setShown(gap === undefined ? undefined : { gap, left });
  };
  const say = (gap: DeviceGap) => `${gapWords(words, format, gap, now)}. ${reasonWords(words, gap.reason)}`;
  const inside = gaps.filter((gap) => gap.to > from && gap.from < to);
  return (
    <div
      className={classes.place}
      data-fill={fill || undefined}
      onPointerMove={point}
      onPointerLeave={() => setShown(undefined)}
    >
      {children}
      {shown !== undefined && (
        <p className={classes.tip} role="tooltip" ref={(tip) => place(tip, shown.left)}>
          {say(shown.gap)}
        </p>
      )}
      {inside.length > 0 && (
        <p className={classes.legend}>
          {hollow && <span className={classes.hatch} aria-hidden="true" />}{" "}
          {hollow ? words.devices.gapsShown : words.devices.lossesShown}
          <span className="visually-hidden">: {inside.slice(-20).map(say).join(" ")}</span>
        </p>
      )}
    </div>
  );
}

/** Beside the pointer, within the plot. Set on the element: styles in the markup are refused by the security policy. */
function place(tip: HTMLElement | null, left: number): void {
  if (tip === null) return;
  const room = (tip.parentElement?.clientWidth ?? 0) - tip.offsetWidth;
  tip.style.left = `${Math.max(0, Math.min(left + 12, room))}px`;
}
