// The part of jStat that is used here; the package ships no types.
declare module "jstat" {
  interface StudentT {
    /** Quantile: the t below which a share `p` of the distribution lies. */
    inv(p: number, degreesOfFreedom: number): number;
    cdf(t: number, degreesOfFreedom: number): number;
  }
  const jstat: { readonly studentt: StudentT };
  export default jstat;
}
