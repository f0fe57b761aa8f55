// Who signs in: the people of the demo world, as `serve --demo` prints them.

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Everybody in the demo world has the same one. */
const password = "colis-en-demonstration";

const person = (name: string, place: string): Person => ({
  name,
  email: `${name.toLowerCase().replace(" ", ".")}@${place}.example`,
  password,
});

/** Maison Lemaire's administrator, the customer of most stories. */
export const claire = person("Claire Morel", "maison-lemaire");
/** Her colleague. */
export const hugo = person("Hugo Petit", "maison-lemaire");
/** Another customer, who reads English. */
export const emma = person("Emma Clarke", "atelier-nord");
/** An agent of the customer service. */
export const sofia = person("Sofia Benali", "consigne");
/** An agent, who leads nobody. */
export const marc = person("Marc Leroy", "consigne");
/** Who leads them. */
export const nadia = person("Nadia Roche", "consigne");
/** The administrator of the installation. */
export const paul = person("Paul Simon", "consigne");
