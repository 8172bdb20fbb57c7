import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AlertRow } from "../../../electron/contract/alertsContract.ts";
import type { Evidence, EvidencePoint } from "../../../electron/domain/alert.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { SpectrumPlot } from "../../widgets/SpectrumPlot.tsx";
import { TrendPlot } from "../../widgets/TrendPlot.tsx";
import { WaveformPlot } from "../../widgets/WaveformPlot.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Alerts.module.css";
import { evidenceTrend } from "./evidenceTrend.ts";
import { RecordingPlayer } from "./RecordingPlayer.tsx";

const shortHash = 12;
const waveformColumns = 800;

/** What was frozen when the alert was raised, so that it can be judged later by someone else. */
export function EvidencePanel({ alert, evidence }: { alert: AlertRow; evidence: Evidence | undefined }) {
  const { words, format } = useWords();
  const trend = useMemo(() => (evidence === undefined ? undefined : evidenceTrend(evidence)), [evidence]);
  const marks = useMemo(() => [alert.raisedAt], [alert.raisedAt]);
  const { plant } = usePlant();
  if (evidence === undefined || trend === undefined) {
    return (
      <Panel title={words.alerts.evidence}>
        <p>{words.alerts.evidenceSoon}</p>
        <Skeleton height={120} />
      </Panel>
    );
  }
  return (
    <Panel title={words.alerts.evidence}>
      <p className={classes.quiet}>
        {words.alerts.evidenceFor(format.exact(evidence.from), format.exact(evidence.to))}{" "}
        {words.alerts.model(evidence.modelVersion, evidence.modelHash.slice(0, shortHash))}
      </p>
      {evidence.points.length === 0 && (evidence.values ?? []).length === 0 && <p>{words.alerts.evidenceStopped}</p>}
      {evidence.values !== undefined && evidence.values.length > 0 && (
        <ul className={classes.values}>
          {evidence.values.map(({ pointId, unit, now, healthy }) => (
            <li key={pointId}>
              {words.alerts.value(
                plant?.points.find(({ id }) => id === pointId)?.name ?? pointId,
                format.measured(now, unit),
                format.measured(healthy, unit),
              )}
            </li>
          ))}
        </ul>
      )}
      {evidence.points.map((point) => (
        <EvidenceOf key={point.pointId} alert={alert} point={point} />
      ))}
      {evidence.scores.length > 0 && (
        <div>
          <h3>{words.alerts.evidenceScore}</h3>
          <TrendPlot
            label={words.alerts.evidenceScore}
            trend={trend}
            from={trend.from}
            to={trend.to}
            marks={marks}
            height={180}
          />
        </div>
      )}
    </Panel>
  );
}

function EvidenceOf({ alert, point }: { alert: AlertRow; point: EvidencePoint }) {
  const { words, format } = useWords();
  const { plant } = usePlant();
  const calls = useCalls();
  const kept = point.recording !== "";
  const waveform = useQuery(
    calls.alerts.waveform.queryOptions({
      input: { id: alert.id, pointId: point.pointId, columns: waveformColumns },
      enabled: kept,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  const shape = useMemo(
    () => (waveform.data === undefined ? undefined : { ...waveform.data, seconds: waveform.data.duration }),
    [waveform.data],
  );
  const name = plant?.points.find(({ id }) => id === point.pointId)?.name ?? point.pointId;
  return (
    <section className={classes.evidence} aria-label={name}>
      <h3>
        {name}: {words.alerts.evidenceSpectrum}
      </h3>
      <SpectrumPlot
        label={words.alerts.evidenceSpectrum}
        unit={point.unit}
        spectrum={point.spectrum}
        healthy={point.healthy}
        lineWord={words.alerts.atAlert}
        deviation={alert.deviation?.pointId === point.pointId ? alert.deviation : undefined}
        height={220}
      />
      {point.lostSamples > 0 && <p>{words.alerts.lost(format.number(point.lostSamples))}</p>}
      {kept ? (
        <>
          <h3>{words.alerts.evidenceWaveform}</h3>
          <FaultNote failure={waveform.error} retry={() => void waveform.refetch()} />
          {shape !== undefined && (
            <WaveformPlot label={words.alerts.evidenceWaveform} unit={point.unit} waveform={shape} height={140} />
          )}
          <RecordingPlayer alertId={alert.id} pointId={point.pointId} />
        </>
      ) : (
        <p>{point.missing ?? words.alerts.noRecording}</p>
      )}
    </section>
  );
}
