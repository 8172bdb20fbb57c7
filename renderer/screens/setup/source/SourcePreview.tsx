import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { DevicePreview } from "../../../../electron/domain/devicePreview.ts";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import { useClient } from "../../../link/LinkProvider.tsx";
import { useStream } from "../../../live/useStream.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { troubleWords } from "../../../widgets/troubleWords.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./SourcePreview.module.css";

interface Props {
  readonly driver: string;
  readonly address: string;
  readonly settings: DeviceSetup["settings"];
}

/** Nobody has finished typing a number before this, in ms; every change opens the port anew. */
const typing = 600;
const shownRows = 8;

/** What a source sends just now, as it comes and decoded, while somebody sets it up. */
export function SourcePreview(props: Props) {
  const [asked] = useDebouncedValue(JSON.stringify(props), typing);
  // Another question begins with an empty picture: values decoded by the old settings must not stand beside the new ones.
  return <ShownPreview key={asked} asked={asked} />;
}

function ShownPreview({ asked }: { asked: string }) {
  const { words, format } = useWords();
  const client = useClient();
  const [preview, setPreview] = useState<DevicePreview>();
  const failure = useStream(
    asked,
    (signal) => client.listening.preview(JSON.parse(asked) as Props, { signal }),
    setPreview,
  );
  const say = words.sources.preview;
  const rows = preview?.rows.slice(-shownRows) ?? [];
  return (
    <section className={classes.preview} aria-label={say.title}>
      <FaultNote failure={failure} />
      {preview === undefined && failure === undefined && <p className={classes.quiet}>{say.waiting}</p>}
      {preview !== undefined && (
        <>
          {preview.finding !== undefined && (
            <p role="status" className={preview.rows.length > 0 ? classes.doubt : undefined}>
              {preview.finding}
            </p>
          )}
          <h4>{say.raw}</h4>
          <pre className={classes.raw}>{preview.raw.length === 0 ? say.waiting : preview.raw.join("\n")}</pre>
          {preview.channels.length > 0 && (
            <>
              <h4>{say.values}</h4>
              <div className={classes.scroll}>
                <table className={classes.values}>
                  <thead>
                    <tr>
                      {preview.channels.map(({ name, unit }, channel) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its number
                        <th key={channel} scope="col">
                          {name}
                          {unit !== "raw" && unit !== "1" && <span className={classes.quiet}> {unit}</span>}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: rows move up as new ones come
                      <tr key={index}>
                        {row.map((value, channel) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its number
                          <td key={channel}>{format.measured(value)}</td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )}
          <p className={classes.quiet}>
            {[
              preview.sampleRate !== undefined ? say.rate(format.measured(preview.sampleRate)) : "",
              say.samples(format.number(preview.samples)),
              ...troubleWords(words, format, preview.troubles),
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </p>
        </>
      )}
    </section>
  );
}
