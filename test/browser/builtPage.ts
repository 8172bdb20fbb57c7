import { join } from "node:path";

/** The built page that browser tests show; another build can be named, to try one without replacing the one that is served. */
export const builtPage = process.env.AUSCULT_PAGE ?? join(import.meta.dirname, "../../out/renderer");
