import { type ReactNode, useId } from "react";
import classes from "./Panel.module.css";

interface Props {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Its content may grow into the height that a taller neighbour leaves. */
  readonly fill?: boolean;
  /** Takes the whole width among panels in columns. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A titled part of a screen. */
export function Panel({ title, aside, fill = false, wide = false, children }: Props) {
  const id = useId();
  return (
    <section className={classes.panel} data-fill={fill || undefined} data-wide={wide || undefined} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
