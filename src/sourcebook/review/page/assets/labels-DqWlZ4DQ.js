import{b as o}from"./index-Bsj1qlEM.js";function t(e,l){return o.value?.choices[e]?.find(a=>a.value===l)?.label??l.replaceAll("_"," ")}export{t as l};
