import{b as o}from"./index-B-FO_IWJ.js";function t(e,l){return o.value?.choices[e]?.find(a=>a.value===l)?.label??l.replaceAll("_"," ")}export{t as l};
