import type { Words } from "./words.ts";

export const learnDe = {
  more: "Weiter lernen",
  close: "Später",
  steps: {
    objective: "Wofür",
    data: "Was es hört",
    technique: "Wie es lernt",
    help: "Gut zu wissen",
    train: "Lernen und prüfen",
    deploy: "Im Dienst",
  },
  done: "erledigt",
  change: "Ändern",
  shut: "Schließen",
  objective: (component, budget) => `Um zu sagen, wenn ${component} ungewohnt klingt, ${budget}.`,
  data: (duration) => `Es hört ${duration} zu, während die Maschine gut läuft.`,
  dataMore: (sessions) =>
    sessions === 1
      ? "Das kommt zu der Sitzung, die es kennt."
      : `Das kommt zu den ${sessions} Sitzungen, die es kennt.`,
  dataAnew: "Früher Gelerntes wird vergessen.",
  mode: "Wie läuft die Maschine jetzt?",
  modeHint: "Wenn Sie mögen, in Ihren Worten: Leerlauf, zweiter Gang, Volllast.",
  modeSaid: (mode) => `Die Maschine läuft jetzt: ${mode}.`,
  technique:
    "Es versucht mehrere Verfahren. Das übliche dient, wenn kein anderes deutlich kleinere Änderungen erkennt.",
  techniqueHelp:
    "Jedes wird an gesunder Zeit gemessen, die es nicht gehört hat, und an hineingelegten Prüfschäden. Rangfolge und Gründe stehen danach auf der Karte; dort können Sie anders entscheiden.",
  toCard: "Karte des Modells öffnen",
  advice: {
    openAlert:
      "Es gibt eine offene Meldung: Jetzt gelernt, gälte der Schaden als gesund. Erst der Meldung nachgehen und nur beginnen, wenn die Maschine gesund ist.",
    onlyHealthy: "Nur beginnen, solange die Maschine gut läuft: Was es jetzt hört, gilt als gesund.",
    firstSession:
      "Dies ist die erste Sitzung. An einem anderen Tag noch einmal lernen lassen: Dann weiß es, was sich gewöhnlich ändert.",
    oneSession: "Es kennt nur einen Tag. Diese zweite Sitzung macht seine Schwelle sicherer.",
    short: "Kurze Sitzungen wissen wenig davon, was normal ist. Zehn Minuten sind besser als zwei.",
    otherDay:
      "Es hat vor weniger als einer Stunde gelernt. Ein anderer Tag, eine andere Last oder Drehzahl lehrt es mehr.",
    mounting: (point, mounting, frequency) =>
      `${point} (${mounting}) überträgt bis ${frequency}: Frühe Lagerschäden zeigen sich darüber.`,
    unknownMounting: (point) => `Wie ${point} befestigt ist, ist nicht bekannt. Unter Einrichten angeben.`,
  },
  start: "Die Maschine läuft gut: beginnen",
  toAlert: "Erst die Meldung ansehen",
  stop: "Lernen anhalten",
  collecting: (percent, remaining) => `Hört zu: ${percent} %, noch etwa ${remaining}.`,
  held: "Die Maschine ist aus. Wenn sie läuft, geht das Zuhören von selbst weiter.",
  stages: {
    waiting: "Wartet, bis eine andere Komponente fertig ist",
    "checking data": "Das Gehörte wird geprüft",
    "trying kinds": "Verfahren werden versucht",
    testing: "Prüfung mit gesundem und mit krankem Klang",
    packing: "Das Modell wird verpackt",
  },
  trained: (stage, percent) => `${stage}: ${percent} %.`,
  leave: "Sie können diese Seite verlassen; die Station macht weiter.",
  failed: "Das Lernen ist nicht gelungen.",
  failures: {
    "no point": "Die Komponente hat noch keinen Messpunkt. Unter Einrichten einen Kanal zuordnen, dann lernen lassen.",
    "no signal": (duration) =>
      `${duration} lang kam kein Signal. Sensor und Gerät unter Einrichten prüfen, dann noch einmal lernen lassen.`,
    "no signal from": (points, duration) =>
      `Von ${points} kam ${duration} lang nichts, während die anderen Punkte zu hören waren. Das Gerät unter Einrichten prüfen oder den Punkt von dieser Komponente nehmen, dann noch einmal lernen lassen.`,
    "machine off": (duration) =>
      `Die Maschine war ${duration} aus. Lernen lassen, während sie läuft; wenn sie läuft, die Betriebsart benennen.`,
    "station off": (duration) => `Die Station war inzwischen ${duration} aus. Noch einmal lernen lassen.`,
    "too little": (needed, found) =>
      `Es braucht mindestens ${needed} Sekunden gesunden Klang; brauchbar waren ${found}. Länger zuhören lassen.`,
    "too little for": (duration) => `Ihr Sensor sagt nur hin und wieder etwas: mindestens ${duration} lernen lassen.`,
    "silent or broken": (unusable, all) =>
      `${unusable} von ${all} Sekunden waren still oder gestört. Prüfen, ob die Maschine läuft und ihre Sensoren angeschlossen sind, dann noch einmal lernen lassen.`,
    unusable:
      "Das Gehörte ist nicht brauchbar: Das Signal ist gleichbleibend oder gestört. Prüfen, ob die Maschine läuft und ihre Sensoren angeschlossen sind.",
    "no session": "Keine gesunde Sitzung passt zu den Sensoren, wie sie jetzt sind. Erst lernen lassen.",
  },
  cancelled: "Das Lernen wurde angehalten. Was es vorher wusste, bleibt.",
  served: (version) => `v${version} hat ihre Prüfungen bestanden und ist im Dienst.`,
  watches: (rate) => `Es überwacht jetzt diese Komponente und erwartet ${rate}.`,
  waits: (version) => `v${version} hat nicht jede Prüfung bestanden und wartet auf einen Ingenieur:`,
  waitsOld: "Bis dahin urteilt die Version davor weiter.",
  waitsNone: "Bis dahin wird diese Komponente nicht beurteilt.",

  line: (data, rate, version, since) => `Gelernt aus ${data}; erwartet ${rate}; v${version} seit ${since}.`,

  modeNew: "So zu laufen ist ihr neu. Ist die Maschine gesund?",
  modeNewHelp:
    "Geben Sie der Betriebsart einen Namen und lassen Sie sie lernen: Von da an wird auch hier geurteilt. Die anderen bleiben bekannt.",
  modeName: "Name dieser Betriebsart",
  modeExample: "Leerlauf",
  modeLearn: "Diese Betriebsart lernen lassen",
  modeAll: (count) => `Für alle ${count} Komponenten dieser Maschine, die sie nicht kennen`,
  newModes: (machine) => `${machine} läuft auf eine neue Art.`,
  newModesDo: "Ansehen und lernen lassen",

  tag: {
    label: "Läuft jetzt",
    found: "aus dem Signal gefunden",
    change: "Sagen, wie sie läuft",
    help: "Nur wenn Sie es besser wissen als das Signal. Es wird zu dem Gelernten vermerkt.",
    state: "Betriebsart",
    speed: "Drehzahl (U/min)",
    load: "Last (%)",
    save: "Behalten",
    clear: "Aus dem Signal finden",
  },

  why: {
    title: "Was jetzt anders ist",
    none: "Nichts sticht heraus: Es klingt wie gelernt.",
    noScore: "In diesem Augenblick wird nichts beurteilt.",
    share: (percent) => `${percent} des Werts`,
    at: (sentence, point) => `${sentence.replace(/\.$/, "")}, an ${point}.`,
    features: "Alle Werte zeigen",
    feature: "Merkmal",
    itself: "Wert",
    now: "jetzt",
    healthy: "gesund",
    part: "Anteil am Wert",
    score: (score, threshold) => `Wert ${score}, Schwelle ${threshold}.`,
    more: (count) => `${count} weitere mit kleineren Anteilen.`,
  },

  plant: {
    training: (done, all) => `Die Modelle werden berechnet: ${done} von ${all} fertig.`,
    now: (where, sentence) => `${where}: ${sentence}`,
    waits: (where) => `${where} wartet auf einen Ingenieur: Das neue Modell hat nicht jede Prüfung bestanden.`,
  },
} satisfies Words["learn"];
