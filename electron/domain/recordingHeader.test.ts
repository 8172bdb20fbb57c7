import { describe, expect, it } from "vitest";
import { encodeRecordingHeader, readRecordingHeader, recordingHeaderBytes } from "./recordingHeader.ts";
import { mostGaps, type RecordingNote } from "./recordingNote.ts";

const note: RecordingNote = {
  recording: { id: "r1", name: "Übergabe „Pumpe“", by: "Ada", startedAt: 1_790_000_000_000.25 },
  track: {
    pointId: "p1",
    pointName: "radial",
    componentName: "Lager A\\B",
    machineName: "水泵 🎛",
    deviceId: "usbAudio:hw:1",
    channel: 1,
    quantity: "acceleration",
    unit: "m/s²",
    sensitivity: 0.0102,
    sampleRate: 25_600.5,
    from: 1_789_999_970_000,
    samples: 1000,
    lostSamples: 7,
    gaps: [{ at: 10, samples: 7 }],
  },
};
const track = (changed: Partial<RecordingNote["track"]>): RecordingNote => ({
  ...note,
  track: { ...note.track, ...changed },
});

describe("the head of a recorded file", () => {
  it("says what the format's description asks for, at the places it names", () => {
    const bytes = Buffer.from(encodeRecordingHeader(note));
    expect(bytes).toHaveLength(recordingHeaderBytes);
    expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 16)).toBe("RIFFWAVEJUNK");
    expect(bytes.readUInt32LE(4)).toBe(recordingHeaderBytes - 8 + 4000);
    const format = bytes.indexOf("fmt ");
    expect(bytes.subarray(format + 4, format + 26).toString("hex")).toBe(
      ["12000000", "0300", "0100", "01640000", "04900100", "0400", "2000", "0000"].join(""),
    );
    expect(bytes.readUInt32LE(bytes.indexOf("fact") + 8)).toBe(1000);
    expect(bytes.toString("latin1", recordingHeaderBytes - 8, recordingHeaderBytes - 4)).toBe("data");
    expect(bytes.readUInt32LE(recordingHeaderBytes - 4)).toBe(4000);
  });

  it("gives back the note, with names in any script", () => {
    expect(readRecordingHeader(encodeRecordingHeader(note))).toEqual(note);
    const all = track({ gapsNotListed: 3, drift: -12.5, cut: "rate changed" });
    expect(readRecordingHeader(encodeRecordingHeader(all))).toEqual(all);
  });

  it("is RF64 beyond 4 GiB, with the sizes in 64 bits", () => {
    const samples = 1_100_000_000;
    const bytes = Buffer.from(encodeRecordingHeader(track({ samples })));
    expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 16)).toBe("RF64WAVEds64");
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(recordingHeaderBytes - 4)]).toEqual([0xffff_ffff, 0xffff_ffff]);
    expect(bytes.readUInt32LE(16)).toBe(28);
    const sizes = [20, 28, 36].map((at) => Number(bytes.readBigUInt64LE(at)));
    expect(sizes).toEqual([recordingHeaderBytes - 8 + 4 * samples, 4 * samples, samples]);
    expect(readRecordingHeader(bytes)?.track.samples).toBe(samples);
  });

  it("has room for all gaps that are listed, and counts what has none", () => {
    const gaps = Array.from({ length: mostGaps }, (_, n) => ({ at: 9_000_000_000 + n * 1000, samples: 999_999_999 }));
    expect(readRecordingHeader(encodeRecordingHeader(track({ gaps })))?.track.gaps).toEqual(gaps);
    const many = Array.from({ length: 4000 }, (_, n) => ({ at: n * 1000, samples: 9 }));
    const read = readRecordingHeader(encodeRecordingHeader(track({ gaps: many })))!.track;
    expect(read.gaps.length + read.gapsNotListed!).toBe(4000);
    expect(read.gaps).toEqual(many.slice(0, read.gaps.length));
  });

  it("reads a rate below one a second from the note, not from whole hertz", () => {
    const bytes = encodeRecordingHeader(track({ sampleRate: 0.05 }));
    expect(Buffer.from(bytes).readUInt32LE(Buffer.from(bytes).indexOf("fmt ") + 12)).toBe(1);
    expect(readRecordingHeader(bytes)?.track.sampleRate).toBe(0.05);
  });

  it("is nobody's when it was altered: other JSON, other units, half a file", () => {
    const altered = (find: string, put: string) => {
      const text = Buffer.from(encodeRecordingHeader(note)).toString("latin1").replace(find, put);
      return readRecordingHeader(Buffer.from(text, "latin1"));
    };
    expect(altered('"sensitivity":0.0102', '"sensitivity":0     ')).toBeUndefined();
    expect(altered('"unit":"m', '"unit":"k')).toBeUndefined();
    expect(altered('"gaps":[[10,7]]', '"gaps":[[10,-]]')).toBeUndefined();
    expect(altered('"gaps":[[10,7]]', '"gaps":[["a",7]')).toBeUndefined();
    expect(altered("ICMT", "IXXX")).toBeUndefined();
    expect(altered("RIFF", "FORM")).toBeUndefined();
    expect(readRecordingHeader(encodeRecordingHeader(note).subarray(0, 300))).toBeUndefined();
  });
});
