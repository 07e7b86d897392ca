/** Where `cueline up` keeps what its private Redis holds, under the working directory. */
export const dataFolder = '.cueline';
