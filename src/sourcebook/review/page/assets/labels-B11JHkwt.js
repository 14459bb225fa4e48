import{b as o}from"./index-DHsDLTbP.js";function t(e,l){return o.value?.choices[e]?.find(a=>a.value===l)?.label??l.replaceAll("_"," ")}export{t as l};
