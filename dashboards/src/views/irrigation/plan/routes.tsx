/** The routes of planning and running the water, below /irrigation. */
export const planRoutes = <></>;
