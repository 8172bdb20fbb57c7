import { implement, ORPCError } from "@orpc/server";
import { contract } from "../../contract/contract.ts";
import { Fault } from "../../domain/fault.ts";

/** Every fault of the house crosses as a typed error of the contract; anything else stays an internal error without details. */
export const handle = implement(contract).use(async ({ next }) => {
  try {
    return await next();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new ORPCError(thrown.code, { message: thrown.message, data: { details: thrown.details }, cause: thrown });
  }
});
