import { type ComponentType, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useWords } from "../../words/WordsProvider.tsx";
import { Boundary } from "./Boundary.tsx";
import classes from "./Frame.module.css";
import { LinkBanner } from "./LinkBanner.tsx";
import { NewAlerts } from "./NewAlerts.tsx";
import { Notices } from "./Notices.tsx";
import { PageTitle } from "./PageTitle.tsx";
import { placeParts } from "./placeParts.ts";
import { Rail, type RailName } from "./Rail.tsx";
import { TopBar } from "./TopBar.tsx";

interface FramedScreen {
  readonly name: RailName;
  readonly path: string;
  readonly pattern: RegExp;
  readonly show: ComponentType<{ readonly parts: readonly string[] }>;
}

/** What stands around every screen. The screens are handed in, so that nothing here knows one of them. */
export function Frame({ screens }: { screens: readonly FramedScreen[] }) {
  const { words } = useWords();
  const [location] = useLocation();
  const content = useRef<HTMLElement>(null);
  const screen = screens.find(({ pattern }) => pattern.test(location)) ?? screens[0];
  const parts = placeParts(location);
  const name = screen?.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen starts at its top
  useEffect(() => {
    if (content.current !== null) content.current.scrollTop = 0;
  }, [name]);
  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={() => content.current?.focus()}>
        {words.rail.skip}
      </button>
      <PageTitle />
      <TopBar screens={screens} />
      <Rail screens={screens} current={name} />
      <main className={classes.content} ref={content} tabIndex={-1}>
        <LinkBanner />
        <Notices />
        <Boundary place={location}>{screen !== undefined && <screen.show parts={parts} />}</Boundary>
      </main>
      <NewAlerts />
    </div>
  );
}
