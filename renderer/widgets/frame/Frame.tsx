import { type ComponentType, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Frame.module.css";
import { LinkBanner } from "./LinkBanner.tsx";
import { NewAlerts } from "./NewAlerts.tsx";
import { Notices } from "./Notices.tsx";
import { PageTitle } from "./PageTitle.tsx";
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
  const parts = location.split("/").filter(Boolean).slice(1).map(decodeURIComponent);
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
        {screen !== undefined && <screen.show parts={parts} />}
      </main>
      <NewAlerts />
    </div>
  );
}
