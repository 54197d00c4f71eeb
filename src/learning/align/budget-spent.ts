/** Thrown by a port when another call would not fit into the budget. What is paid is kept. */
export class BudgetSpent extends Error {}
