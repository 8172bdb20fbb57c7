/** Somewhere the search leads to. */
export interface Place {
  readonly path: string;
  readonly name: string;
  /** What it is, or where: a machine's kind, a component's machine. */
  readonly where: string;
}

const mostShown = 12;

/** Without accents and case, so that "Antrieb" and "ANTRIEB" and "Bätterie" are found by what a hand types. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}

/**
 * Places whose words begin with everything that was typed, best first: a name that begins so, then a name that holds it, then
 * where it is. Equal ones stay in their order. Nothing typed finds everything.
 */
export function searchPlaces(places: readonly Place[], typed: string): readonly Place[] {
  const parts = plain(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const ranked = places.flatMap((place) => {
    const name = plain(place.name);
    // Words begin after anything that is no letter or number: "end" finds "Drive-end bearing".
    const words = `${name} ${plain(place.where)}`.split(/[^\p{L}\p{N}]+/u);
    const beginsWord = (part: string) => words.some((word) => word.startsWith(part));
    if (!parts.every(beginsWord)) return [];
    const rank =
      parts.length > 0 && name.startsWith(parts[0]!) ? 0 : parts.every((part) => name.includes(part)) ? 1 : 2;
    return [{ place, rank }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, mostShown)
    .map(({ place }) => place);
}
