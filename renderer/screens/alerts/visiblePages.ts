interface View {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly total: number;
}

export interface VisibleRows {
  /** First row drawn. */
  readonly first: number;
  /** The row after the last one drawn. */
  readonly end: number;
}

/** Rows drawn beyond the edges, so that a quick scroll does not show blank ones first. */
const spare = 8;

export function visibleRows({ scrollTop, height, rowHeight, total }: View): VisibleRows {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const end = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first: Math.min(first, Math.max(0, total - 1)), end };
}

/** Offsets of the pages that hold these rows; always at least the first page, which also tells the total. */
export function pageOffsets({ first, end }: VisibleRows, pageSize: number): number[] {
  const offsets: number[] = [];
  for (let offset = Math.floor(first / pageSize) * pageSize; offset < Math.max(end, first + 1); offset += pageSize) {
    offsets.push(offset);
  }
  return offsets;
}

/** Where to scroll so that a row is fully seen; unchanged when it is already. */
export function scrollToRow(row: number, { scrollTop, height, rowHeight }: Omit<View, "total">): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}
