import { ORPCError } from "@orpc/client";
import { expect, it } from "vitest";
import { StationAway } from "./connection.ts";
import { readFault } from "./readFault.ts";

it("keeps the code and the station's own sentence", () => {
  expect(readFault(new ORPCError("PORT_BUSY", { message: "Port 8123 is in use." }))).toEqual({
    code: "PORT_BUSY",
    message: "Port 8123 is in use.",
  });
});

it("takes the sentences of a refused form from its issues", () => {
  const data = { issues: [{ message: "Give it a name." }, { message: "Say who you are." }] };
  expect(readFault(new ORPCError("BAD_REQUEST", { data }))).toEqual({
    code: "BAD_INPUT",
    message: "Give it a name. Say who you are.",
  });
});

it("does not show the inside of an unexpected failure", () => {
  expect(readFault(new ORPCError("INTERNAL_SERVER_ERROR", { message: "x is undefined" }))).toEqual({
    code: undefined,
    message: "",
  });
  expect(readFault(new TypeError("x is undefined"))).toEqual({ code: undefined, message: "" });
});

it("tells a lost link from a refusal", () => {
  expect(readFault(new StationAway("")).code).toBe("AWAY");
  expect(readFault(new Error("Cannot send message, WebSocket is not open.")).code).toBe("AWAY");
});
