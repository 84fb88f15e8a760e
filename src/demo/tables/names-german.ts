import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const GERMAN_NAMES: NameTable = {
  culture: 'german',
  language: 'de',
  weight: 70,
  female: list(`
    Adelheid, Annegret, Astrid, Bärbel, Birgit, Britta, Dagmar, Elfriede, Frauke, Gerda, Gisela, Greta, Hannelore, Hedwig, Heike, Helga,
    Ilse, Ingrid, Jutta, Käthe, Lieselotte, Mathilde, Ottilie, Renate, Sabine, Sigrid, Ulrike, Ute, Waltraud
  `),
  male: list(`
    Achim, Albrecht, Anton, August, Bernd, Detlef, Dieter, Eberhard, Emil, Friedrich, Georg, Gerhard, Gottfried, Günther, Hartmut, Heinrich,
    Helmut, Hermann, Horst, Jörg, Jürgen, Karl, Klaus, Konrad, Leopold, Ludwig, Manfred, Otto, Reinhard, Rolf, Ulrich, Wilhelm, Wolfgang
  `),
  family: list(`
    Achterberg, Altenhofen, Bauer, Baumgärtner, Böhm, Brandstetter, Dörflinger, Ebersbach, Eichhorn, Fassbinder, Feuerstein, Fröhlich, Gerstner,
    Grünwald, Hagedorn, Heidenreich, Hofstetter, Jäger, Kaltenbach, Kirchner, Köhler, Krämer, Lindqvist, Löwenthal, Mößner, Müller, Nachtigall,
    Oberhauser, Pfeiffer, Quandt, Rosenkranz, Schäfer, Schneider, Schröder, Strauß, Thalheimer, Uhlig, Vogelsang, Weißkopf, van den Bosch,
    von Arnsberg, Zimmermann
  `),
}
