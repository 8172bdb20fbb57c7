import type { TrainingStage } from "../../electron/contract/componentsContract.ts";

/** What is said while a component learns: the six steps, and the advice in them. */
export const learnEn = {
  more: "Learn more",
  close: "Later",
  steps: {
    objective: "What for",
    data: "What it hears",
    technique: "How it learns",
    help: "Good to know",
    train: "Learn and test",
    deploy: "In service",
  },
  done: "done",
  change: "Change",
  shut: "Close",
  objective: (component: string, budget: string) => `To say when ${component} sounds unusual, with ${budget}.`,
  data: (duration: string) => `It listens for ${duration}, while the machine runs well.`,
  dataMore: (sessions: number) =>
    sessions === 1 ? "This adds to the session it knows." : `This adds to the ${sessions} sessions it knows.`,
  dataAnew: "What it learned before is forgotten.",
  mode: "How does the machine run now?",
  modeHint: "Optional, in your words: idle, second gear, full load.",
  modeSaid: (mode: string) => `The machine runs now: ${mode}.`,
  technique: "It tries several techniques. The usual one serves unless another sees clearly smaller changes.",
  techniqueHelp:
    "Each is judged on healthy time it did not hear, and on test faults put into it. The ranking and the reasons are on the card afterwards; there you can overrule it.",
  toCard: "Open the model's card",
  advice: {
    openAlert:
      "There is an open alert: learning now would teach it the fault as healthy. See to the alert first, and start only when the machine is well.",
    onlyHealthy: "Start only while the machine runs well: what it hears now counts as healthy.",
    firstSession: "This is the first session. Let it learn again on another day: it then knows what usually changes.",
    oneSession: "It knows one day only. This second session makes its threshold surer.",
    short: "Short sessions know little of what is normal. Ten minutes are better than two.",
    otherDay: "It learned less than an hour ago. Another day, load or speed teaches it more.",
    mounting: (point: string, mounting: string, frequency: string) =>
      `${point} (${mounting}) carries up to ${frequency}: early bearing damage shows above that.`,
    unknownMounting: (point: string) => `How ${point} is mounted is not known. Say it in Setup.`,
  },
  start: "The machine runs well: start",
  toAlert: "See the alert first",
  stop: "Stop learning",
  collecting: (percent: number, remaining: string) => `Listening: ${percent} %, about ${remaining} to go.`,
  held: "The machine is off. Listening goes on by itself when it runs.",
  stages: {
    waiting: "Waiting until another component is done",
    "checking data": "Checking what was heard",
    "trying kinds": "Trying techniques",
    testing: "Testing with healthy and with faulty sound",
    packing: "Packing the model",
  } satisfies Record<TrainingStage, string>,
  trained: (stage: string, percent: number) => `${stage}: ${percent} %.`,
  leave: "You can leave this page; the station goes on.",
  failed: "Learning did not succeed.",
  failures: {
    "no point": "It has no measuring point yet. Assign a channel to it in Setup, then let it learn.",
    "no signal": (duration: string) =>
      `No signal came for ${duration}. Check its sensor and device in Setup, then let it learn again.`,
    "no signal from": (points: string, duration: string) =>
      `Nothing came from ${points} for ${duration}, while its other points were heard. Check the device in Setup, or take the point from this component; then let it learn again.`,
    "machine off": (duration: string) =>
      `The machine was off for ${duration}. Let it learn while it runs; if it does run, say how by naming its way of running.`,
    "station off": (duration: string) => `The station was off for ${duration} meanwhile. Let it learn again.`,
    "too little": (needed: string, found: string) =>
      `It takes at least ${needed} seconds of healthy sound; ${found} could be used. Let it listen longer.`,
    "too little for": (duration: string) =>
      `Its sensor says something now and then only: let it learn for at least ${duration}.`,
    "silent or broken": (unusable: string, all: string) =>
      `${unusable} of ${all} seconds were silent or held broken samples. Check that the machine runs and its sensors are connected, then let it learn again.`,
    unusable:
      "What it heard cannot be used: the signal is constant or broken. Check that the machine runs and its sensors are connected.",
    "no session": "No healthy session fits the sensors as they are now. Let it learn first.",
  },
  cancelled: "Learning was stopped. What it knew before stays.",
  served: (version: number) => `v${version} passed its tests and is in service.`,
  watches: (rate: string) => `It now watches this component and expects ${rate}.`,
  waits: (version: number) => `v${version} did not pass every test and waits for an engineer:`,
  waitsOld: "Until then the version before goes on judging.",
  waitsNone: "Until then this component is not judged.",

  line: (data: string, rate: string, version: number, since: string) =>
    `Learned from ${data}; expects ${rate}; v${version} since ${since}.`,

  modeNew: "This way of running is new to it. Is the machine well?",
  modeNewHelp:
    "Give it a name and let it learn: from then on it is judged here too. The other ways of running stay known.",
  modeName: "Name of this way of running",
  modeExample: "idle",
  modeLearn: "Let it learn this mode",
  modeAll: (count: number) => `For all ${count} components of this machine that do not know it`,
  newModes: (machine: string) => `${machine} runs in a way that is new.`,
  newModesDo: "See and let it learn",

  tag: {
    label: "Runs now",
    found: "as found from the signal",
    change: "Say how it runs",
    help: "Only when you know better than the signal. It is kept with what is learned.",
    state: "Way of running",
    speed: "Speed (r/min)",
    load: "Load (%)",
    save: "Keep",
    clear: "Find from the signal",
  },

  why: {
    title: "What differs now",
    none: "Nothing stands out: it sounds as learned.",
    noScore: "Nothing is judged at this moment.",
    share: (percent: string) => `${percent} of the score`,
    at: (sentence: string, point: string) => `${sentence.replace(/\.$/, "")}, at ${point}.`,
    features: "Show all values",
    feature: "Value",
    itself: "value",
    now: "now",
    healthy: "healthy",
    part: "part of the score",
    score: (score: string, threshold: string) => `Score ${score}, threshold ${threshold}.`,
    more: (count: number) => `${count} more with smaller parts.`,
  },

  plant: {
    training: (done: number, all: number) => `Working out the models: ${done} of ${all} done.`,
    now: (where: string, sentence: string) => `${where}: ${sentence}`,
    waits: (where: string) => `${where} waits for an engineer: its new model did not pass every test.`,
  },
};
