/** What a training is at, in order. */
export const trainingStages = ["waiting", "checking data", "trying kinds", "testing", "packing"] as const;
export type TrainingStage = (typeof trainingStages)[number];
