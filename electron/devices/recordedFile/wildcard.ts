/** Whether a name is meant by a pattern: * stands for any letters, ? for one; capitals do not matter. */
export function matchesWildcard(name: string, pattern: string): boolean {
  const [text, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  let at = 0;
  let place = 0;
  /** Where the last * stands, and how much of the text it has taken so far. */
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    if (wanted[place] === "*") {
      star = place++;
      taken = at;
    } else if (place < wanted.length && (wanted[place] === "?" || wanted[place] === text[at])) {
      place += 1;
      at += 1;
    } else if (star >= 0) {
      place = star + 1;
      at = ++taken;
    } else return false;
  }
  while (wanted[place] === "*") place += 1;
  return place === wanted.length;
}
